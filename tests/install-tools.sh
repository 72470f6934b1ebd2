#!/bin/sh
# Installs what pip cannot: a browser, Chinese fonts, and pdflatex, where apt-get and root are at hand.
# Elsewhere the tests that need them are left out, and their report says so.
set -u
have_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
have_fonts() { command -v fc-list && fc-list :lang=zh | grep -q .; }

wanted=""
have_browser >/dev/null 2>&1 || wanted="$wanted chromium"
have_fonts >/dev/null 2>&1 || wanted="$wanted fontconfig fonts-noto-cjk"
command -v pdflatex >/dev/null 2>&1 || wanted="$wanted texlive-latex-recommended"
[ -n "$wanted" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing for the tests:$wanted …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -qq -y --no-install-recommends $wanted >/dev/null
else
  echo "Not installed:$wanted. Install them with your package manager to run every test."
fi
