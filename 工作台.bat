@echo off
rem Double-click to work: sets up once, then shows the menu of "python -m toolchain menu".
rem UTF-8 without mark, CRLF line ends; only ASCII stands above chcp and in labels.
chcp 65001 >nul
setlocal
pushd "%~dp0"
set "PYTHONUTF8=1"
set "RUN=.venv\Scripts\python.exe"
title 评审办工作台
if exist ".venv\ready" goto menu
echo 第一次使用，正在准备运行环境，请稍候……
set "PY=py -3"
where py >nul 2>nul || set "PY=python"
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 goto nopython
%PY% -m venv .venv
if errorlevel 1 goto failed
set "FROM="
if exist "wheels" set "FROM=--no-index --find-links wheels"
"%RUN%" -m pip install --quiet --disable-pip-version-check %FROM% -c requirements.lock -e .
if errorlevel 1 goto failed
type nul > ".venv\ready"
:menu
"%RUN%" -m toolchain menu
if errorlevel 1 goto broken
goto end
:nopython
echo 没有找到 Python 3.11 或更高版本。请先安装，安装时勾选 Add python.exe to PATH，再双击本文件。
pause
goto end
:failed
echo 准备运行环境失败。没有网络的电脑请使用离线包；仍不行的请把本窗口的文字交给维护人员。
pause
goto end
:broken
echo 工作台没有正常结束。请把本窗口的文字交给维护人员。
pause
:end
popd
endlocal
