"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  let texts = data.texts[data.language];

  function speak(language) {
    texts = data.texts[language];
    document.documentElement.lang = language;
    document.title = texts.title;
    for (const node of document.querySelectorAll("[data-text]")) {
      node.textContent = texts[node.dataset.text];
    }
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    at("said").textContent = "";
  }

  function hexadecimal(buffer) {
    return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function sealed(file) {
    const thumbprint = await jose.calculateJwkThumbprint(data.public, "sha256");
    if (thumbprint !== data.public.kid) throw new Error("key");
    const key = await jose.importJWK(data.public, data.alg);
    const header = { alg: data.alg, enc: data.enc, kid: data.public.kid, tender: data.tender };
    const ending = /\.[a-z0-9]{1,10}$/.exec(file.name.toLowerCase());
    if (ending) header.ending = ending[0];
    const content = new Uint8Array(await file.arrayBuffer());
    const token = await new jose.CompactEncrypt(content).setProtectedHeader(header).encrypt(key);
    return new TextEncoder().encode(token);
  }

  async function seal() {
    const file = at("file").files[0];
    at("hash").textContent = "";
    if (!file) return void (at("said").textContent = texts.choose_first);
    if (!file.size) return void (at("said").textContent = texts.empty);
    if (file.size > data.largest) return void (at("said").textContent = texts.too_large);
    at("seal").disabled = true;
    try {
      const bytes = await sealed(file);
      const link = at("save");
      URL.revokeObjectURL(link.href);
      link.href = URL.createObjectURL(new Blob([bytes], { type: "application/jose" }));
      link.download = file.name.replace(/\.[^.]*$/, "") + ".jwe";
      link.click();
      at("said").textContent = texts.done;
      at("hash").textContent = hexadecimal(await crypto.subtle.digest("SHA-256", bytes));
    } catch (error) {
      at("said").textContent = texts.failed;
      at("hash").textContent = String(error);
    } finally {
      at("seal").disabled = false;
    }
  }

  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => speak(button.dataset.language));
  }
  at("seal").addEventListener("click", seal);
  speak(data.language);
  if (!(window.isSecureContext && window.crypto && crypto.subtle)) {
    at("said").textContent = texts.no_browser;
    at("seal").disabled = true;
  }
})();
