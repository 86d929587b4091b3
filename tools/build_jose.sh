#!/bin/sh
# Renew the bundle of jose (https://github.com/panva/jose, MIT) that the sealing page carries.
# Needs Node and npm. Change the version here, run it, and let tests/print/test_seal_page.py pass.
set -eu
jose=6.2.18 esbuild=0.28.2
target=$(cd "$(dirname "$0")/.." && pwd)/wte_ppp/print/seal
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --no-save --no-audit --no-fund "jose@$jose" "esbuild@$esbuild" >/dev/null
echo "export { CompactEncrypt, importJWK, calculateJwkThumbprint } from 'jose'" >entry.js
npx --no-install esbuild entry.js --bundle --minify --format=iife --global-name=jose \
    --target=es2020 --charset=ascii --legal-comments=none --log-level=warning \
    "--banner:js=/* jose $jose, MIT, Copyright (c) 2018 Filip Skokan; LICENSE-jose.txt */" \
    --outfile=jose.min.js
cp jose.min.js "$target/jose.min.js"
cp node_modules/jose/LICENSE.md "$target/LICENSE-jose.txt"
