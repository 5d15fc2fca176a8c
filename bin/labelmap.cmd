@echo off
rem Starts Labelmap from a clone on Windows, as bin/labelmap does elsewhere.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0.."
set "python=%root%\.venv\Scripts\python.exe"
set "stale="
if not exist "%python%" set "stale=yes"
fc /b "%root%\requirements.lock" "%root%\.venv\labelmap\requirements.lock" >nul 2>nul || set "stale=yes"
for /d %%L in ("%root%\tui\locale\*") do call :catalog "%%L\LC_MESSAGES"
if defined stale call :set_up || exit /b 3
"%python%" -I -X utf8 -c "import sys; from tui.start import main; sys.exit(main())" %*
exit /b %errorlevel%

rem Marks the set-up stale when the newest file of a catalog is not the compiled one.
:catalog
set "newest="
for /f "delims=" %%F in ('dir /b /o:d "%~1\labelmap.*"') do set "newest=%%F"
if /i not "%newest%"=="labelmap.mo" set "stale=yes"
exit /b 0

rem Finds a Python of 3.11 or later and lets set_up.py make .venv.
:set_up
for %%P in ("py -3" "python") do (
    %%~P -I -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && (
        %%~P -E -s "%root%\bin\set_up.py" run
        exit /b
    )
)
echo Labelmap needs Python 3.11 or later, and found none. Install it from python.org; no administrator is needed. 1>&2
echo Labelmap heeft Python 3.11 of nieuwer nodig. Installeer het van python.org; een beheerder is niet nodig. 1>&2
exit /b 3
