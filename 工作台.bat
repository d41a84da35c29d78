@echo off
rem Double-click to work: makes the environment ready, then shows the menu of "python -m toolchain menu".
rem UTF-8 without mark, CRLF line ends; only ASCII stands above chcp and in labels.
chcp 65001 >nul
setlocal
title 评审办工作台
set "PYTHONUTF8=1"
set "RUN=.venv\Scripts\python.exe"
set "PY="
pushd "%~dp0"
if errorlevel 1 goto unreachable
if not exist "toolchain\set_up.py" goto zipped
if not exist "%RUN%" goto search
"%RUN%" -c "import pip" >nul 2>nul
if not errorlevel 1 goto prepared
:search
call :try py -3.13
call :try py -3.12
call :try py -3.14
call :try py -3.11
call :try py -3
call :try python
call :try python3
if not defined PY goto nopython
call %PY% -m toolchain.set_up
if errorlevel 1 goto stopped
:prepared
"%RUN%" -m toolchain.set_up
if errorlevel 1 goto stopped
"%RUN%" -m toolchain menu
if errorlevel 1 goto broken
goto end
:try
if defined PY exit /b 0
call %* -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 set "PY=%*"
exit /b 0
:zipped
echo 旁边没有程序的其他文件。多半是在压缩包里直接打开的：请先把压缩包全部解压到一个文件夹，再双击里面的工作台.bat。
pause
goto end
:unreachable
echo 打不开本文件所在的文件夹。请检查网络共享是否还连着，再双击一次。
pause
goto end
:nopython
echo 没有找到 Python 3.11 或更高版本。请先安装 Python 3.13，安装时勾选 Add python.exe to PATH，再双击本文件。
pause
goto end
:stopped
echo 解决以后再双击本文件。
pause
goto end
:broken
echo 工作台没有正常结束。请把本窗口的文字交给维护人员。
pause
:end
popd
endlocal
