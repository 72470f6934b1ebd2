#!/bin/sh
# Installs what pip cannot: a browser, Chinese fonts, pdflatex, Java and Node packages, where apt-get and root are at hand.
# Elsewhere the tests that need them are left out, and their report says so.
set -u
have_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
have_fonts() { command -v fc-list && fc-list :lang=zh | grep -q .; }

wanted=""
have_browser >/dev/null 2>&1 || wanted="$wanted chromium"
have_fonts >/dev/null 2>&1 || wanted="$wanted fontconfig fonts-noto-cjk"
command -v java >/dev/null 2>&1 || wanted="$wanted default-jre-headless"
command -v npm >/dev/null 2>&1 || wanted="$wanted npm"
command -v xmllint >/dev/null 2>&1 || wanted="$wanted libxml2-utils"
command -v biber >/dev/null 2>&1 || wanted="$wanted biber"
command -v pdflatex >/dev/null 2>&1 || wanted="$wanted texlive-latex-recommended"
if [ -n "$wanted" ]; then
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing for the tests:$wanted …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -qq -y --no-install-recommends $wanted >/dev/null
else
  echo "Not installed:$wanted. Install them with your package manager to run every test."
fi
fi

# Node packages: what package-lock.json says, installed anew only when it changed.
if command -v npm >/dev/null 2>&1 && [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  echo "Installing the Node packages of the tests …"
  npm ci --ignore-scripts --no-audit --no-fund --silent && touch node_modules/.package-lock.json
fi
