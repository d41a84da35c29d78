@echo off
rem Drop workbooks on this file: copies of them go to the inbox. UTF-8 without mark, CRLF line ends.
chcp 65001 >nul
setlocal
title 放入收件箱
set "PYTHONUTF8=1"
set "RUN=.venv\Scripts\python.exe"
pushd "%~dp0"
if errorlevel 1 goto unreachable
if not exist "toolchain\set_up.py" goto zipped
if not exist ".venv\ready" goto first
"%RUN%" -m toolchain receive %*
if errorlevel 9009 goto first
pause
goto end
:first
echo 运行环境还没有准备好。请先双击工作台.bat，出现菜单以后再把表格拖到本文件上。
pause
goto end
:zipped
echo 旁边没有程序的其他文件。请先把压缩包全部解压到一个文件夹，再使用里面的文件。
pause
goto end
:unreachable
echo 打不开本文件所在的文件夹。请检查网络共享是否还连着，再试一次。
pause
:end
popd
endlocal
