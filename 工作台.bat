@echo off
rem Double-click to work: sets up once, then offers the staff's commands. Saved as UTF-8 with CRLF line ends.
chcp 65001 >nul
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
title 评审办工作台
if exist ".venv\Scripts\python.exe" goto menu
echo 第一次使用，正在准备运行环境，请稍候……
set PY=py -3
where py >nul 2>nul || set PY=python
%PY% --version >nul 2>nul || goto nopython
%PY% -m venv .venv || goto failed
if exist wheels (
  .venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels -c requirements.lock -e . || goto failed
) else (
  .venv\Scripts\python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e . || goto failed
)
:menu
echo.
echo  1  处理收件箱（结果放进 outbox）
echo  2  只核对表格
echo  3  领新一届的空白表
echo  4  说明一家单位的全部认定
echo  5  打开收件箱
echo  6  打开结果文件夹
echo  7  移走示例届次
echo  0  退出
echo.
set CHOICE=
set /p CHOICE=请输入数字后按回车：
if "%CHOICE%"=="1" .venv\Scripts\python -m toolchain cycle
if "%CHOICE%"=="2" .venv\Scripts\python -m toolchain check
if "%CHOICE%"=="3" goto new
if "%CHOICE%"=="4" goto who
if "%CHOICE%"=="5" start "" inbox
if "%CHOICE%"=="6" start "" outbox
if "%CHOICE%"=="7" .venv\Scripts\python -m toolchain demo --drop
if "%CHOICE%"=="0" goto end
goto menu
:new
set NAME=
set /p NAME=请输入届次名称（如 2026届）：
if defined NAME .venv\Scripts\python -m toolchain new "%NAME%"
goto menu
:who
set NAME=
set /p NAME=请输入单位名称或统一社会信用代码：
if defined NAME .venv\Scripts\python -m toolchain explain "%NAME%"
goto menu
:nopython
echo 没有找到 Python。请先安装 Python 3.11 或更高版本（安装时勾选 Add python.exe to PATH）。
pause
goto end
:failed
echo 准备运行环境失败。没有网络的电脑请使用离线包；仍不行的请把本窗口的文字交给维护人员。
pause
:end
endlocal
