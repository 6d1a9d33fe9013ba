/// The script of the builder, and of no other page: the page does all it does without it.
package enum BuilderScript {
    static let version = Links.version(of: source)

    /// Refreshes the count as one types, sends buttons without leaving the page, completes concept names.
    package static let source = #"""
        "use strict";
        (() => {
          // Milliseconds without a key before the page counts, and before it looks a concept up.
          const COUNT_PAUSE = 450, SEARCH_PAUSE = 200, BUSY_PAUSE = 700, OPTION_MAX = 12;
          const $ = (id) => document.getElementById(id);
          const form = () => $("builder");
          const live = Object.assign(document.createElement("p"), { id: "live" });
          live.setAttribute("role", "status");
          live.setAttribute("aria-live", "polite");
          let timer = 0, running = null;

          // MARK: the count

          // Says the result once; the bar below stays in sight while one writes.
          const say = (text, busy) => {
            live.classList.toggle("busy", Boolean(busy));
            if (live.textContent !== text) live.textContent = text;
          };

          const headline = () => ($("headline")?.textContent ?? "").replace(/\s+/g, " ").trim();

          // Marks the fields that the error list names, and unmarks the others.
          const markErrors = () => {
            for (const input of form().querySelectorAll("[aria-invalid]")) {
              input.removeAttribute("aria-invalid");
              $(input.id + "-error")?.remove();
            }
            for (const link of document.querySelectorAll(".errors a[href^='#']")) {
              const input = $(link.getAttribute("href").slice(1));
              if (!input) continue;
              input.setAttribute("aria-invalid", "true");
              input.setAttribute("aria-describedby", input.id + "-error");
              const error = Object.assign(document.createElement("span"), {
                id: input.id + "-error", className: "error", textContent: link.textContent,
              });
              input.after(error);
            }
          };

          const showErrors = (fresh) => {
            form().querySelectorAll(":scope > .errors, #error-summary").forEach((old) => old.remove());
            form().querySelector(".toolbar").before(fresh);
            markErrors();
          };

          const post = async (path, body, signal) => {
            const answer = await fetch(path, {
              method: "POST", body: new URLSearchParams(body), signal, headers: { Accept: "text/html" },
            });
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            return { answer, page };
          };

          const refresh = async () => {
            clearTimeout(timer);
            running?.abort();
            const mine = running = new AbortController();
            // A quick answer is not announced twice.
            const slow = setTimeout(() => say(form().dataset.busy, true), BUSY_PAUSE);
            try {
              const { answer, page } = await post(form().dataset.results, new FormData(form()), mine.signal);
              const results = page.getElementById("results");
              if (!results) {
                // Too many requests, or too many at once: the server says when to come back.
                const pause = Number(answer.headers.get("Retry-After")) || 0;
                if (pause > 0 && pause < 30) timer = setTimeout(refresh, pause * 1000);
                say(page.querySelector("main .lead")?.textContent ?? form().dataset.failed);
                return;
              }
              const open = [...document.querySelectorAll("#results details")].map((part) => part.open);
              results.querySelectorAll("details").forEach((part, place) => { part.open = open[place] ?? false; });
              $("results").replaceWith(results);
              showErrors(page.getElementById("error-summary"));
              remember(page.getElementById("current").value);
              say(headline());
            } catch (error) {
              if (error.name !== "AbortError") say(form().dataset.failed);
            } finally {
              clearTimeout(slow);
              if (running === mine) running = null;
            }
          };

          const refreshSoon = () => {
            clearTimeout(timer);
            timer = setTimeout(refresh, COUNT_PAUSE);
          };

          // MARK: buttons

          // Back in the browser goes to the definition before: each state is in the history.
          const remember = (definition) => {
            if (definition) history.replaceState({ definition }, "");
          };

          // What was written since the form was sent goes into the fresh form.
          const carry = (sent) => {
            const later = [...new FormData(form())].filter(([name, value]) => sent.get(name) !== value);
            return (fresh) => {
              for (const [name, value] of later) {
                const control = fresh.elements.namedItem(name);
                if (control && (control.type === "text" || control.type === "date")) control.value = value;
              }
            };
          };

          const show = (page, focus, sent) => {
            const fresh = page.querySelector(".builder");
            if (!fresh) return false;
            const put = sent ? carry(sent) : () => {};
            // Who has gone on to another field meanwhile stays there.
            const active = document.activeElement;
            if (focus && active?.name && active.id !== focus && form().contains(active) && active.type !== "submit") focus = active.id;
            document.querySelector(".builder").replaceWith(fresh);
            put(form());
            const target = focus && $(focus) || fresh.querySelector("[autofocus]");
            target?.focus();
            refresh();
            return true;
          };

          const press = async (name, value, focus) => {
            clearTimeout(timer);
            running?.abort();
            const body = new FormData(form());
            body.set(name, value);
            body.set("live", "1");
            try {
              const { page } = await post(form().getAttribute("action"), body);
              const before = history.state;
              if (!show(page, focus, body)) return say(page.querySelector("main .lead")?.textContent ?? form().dataset.failed);
              if (before) history.pushState({ definition: form().elements.base.value }, "");
            } catch {
              say(form().dataset.failed);
            }
          };

          document.addEventListener("submit", (event) => {
            const button = event.submitter;
            if (event.target !== form() || button?.hasAttribute("data-native")) return;
            event.preventDefault();
            if (!button || button.value === "refresh") refresh(); else press("action", button.value);
          });

          window.addEventListener("popstate", async (event) => {
            if (!event.state?.definition) return;
            const { page } = await post(form().getAttribute("action"), { base: event.state.definition, live: "1" });
            show(page);
          });

          document.addEventListener("input", (event) => {
            if (!form().contains(event.target)) return;
            if (event.target.name.endsWith(".query")) return completeSoon(event.target);
            // Another kind of event has other fields: the server writes them.
            if (event.target.name.endsWith(".kind")) return press("action", "refresh", event.target.id);
            refreshSoon();
          });

          // MARK: concept names, as the combobox of the ARIA Authoring Practices Guide

          let searchTimer = 0, searching = null;

          const close = (input) => {
            clearTimeout(searchTimer);
            searching?.abort();
            $(input.id + "-list")?.remove();
            input.setAttribute("aria-expanded", "false");
            input.removeAttribute("aria-activedescendant");
          };

          const options = (input) => [...($(input.id + "-list")?.children ?? [])];

          const select = (input, place) => {
            const all = options(input);
            all.forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
            if (all[place]) {
              input.setAttribute("aria-activedescendant", all[place].id);
              all[place].scrollIntoView({ block: "nearest" });
            } else input.removeAttribute("aria-activedescendant");
          };

          const choose = (input, option) => {
            const set = input.name.split(".")[1];
            const concept = option.dataset.concept;
            close(input);
            input.value = "";
            press("action", `concept.add:${set}:${concept}`, input.id);
          };

          const list = (input, rows) => {
            close(input);
            if (rows.length === 0) return say(form().dataset.none);
            const box = Object.assign(document.createElement("ul"), { id: input.id + "-list" });
            box.setAttribute("role", "listbox");
            box.setAttribute("aria-label", input.labels[0].textContent);
            rows.forEach((row, place) => {
              const option = Object.assign(document.createElement("li"), { id: `${box.id}-${place}`, textContent: row.name });
              const persons = row.persons ? ` · ${row.persons.rounded ?? "< 11"} ${form().dataset.person}` : "";
              option.append(Object.assign(document.createElement("small"), {
                textContent: `${row.vocabulary} ${row.code} · ${row.domain}${persons}`,
              }));
              option.setAttribute("role", "option");
              option.setAttribute("aria-selected", "false");
              option.dataset.concept = row.identifier;
              option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(input, option); });
              box.append(option);
            });
            input.closest(".combobox").append(box);
            input.setAttribute("aria-expanded", "true");
            input.setAttribute("aria-controls", box.id);
            say(`${rows.length} ${form().dataset.found}`);
          };

          const complete = async (input) => {
            const text = input.value.trim();
            if (text.length < 2) return close(input);
            searching?.abort();
            searching = new AbortController();
            const path = `${form().dataset.concepts}?limit=${OPTION_MAX}&q=${encodeURIComponent(text)}`;
            try {
              const answer = await fetch(path, { signal: searching.signal });
              const found = await answer.json();
              if (input.value.trim() === text) list(input, found.concepts ?? []);
            } catch (error) {
              if (error.name !== "AbortError") say(form().dataset.failed);
            }
          };

          const completeSoon = (input) => {
            clearTimeout(searchTimer);
            searchTimer = setTimeout(() => complete(input), SEARCH_PAUSE);
          };

          document.addEventListener("focusin", (event) => {
            if (!event.target.name?.endsWith(".query")) return;
            event.target.setAttribute("role", "combobox");
            event.target.setAttribute("aria-autocomplete", "list");
            event.target.setAttribute("aria-expanded", "false");
          });

          document.addEventListener("focusout", (event) => {
            if (event.target.name?.endsWith(".query")) close(event.target);
          });

          document.addEventListener("keydown", (event) => {
            const input = event.target;
            if (!input.name?.endsWith(".query")) return;
            const all = options(input);
            const place = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
            if (event.key === "ArrowDown") {
              if (all.length) select(input, (place + 1) % all.length); else complete(input);
            } else if (event.key === "ArrowUp" && all.length) select(input, (place <= 0 ? all.length : place) - 1);
            else if (event.key === "Escape") { if (all.length) close(input); else input.value = ""; }
            else if (event.key === "Enter") {
              if (place >= 0) choose(input, all[place]);
              else press("action", `set.search:${input.name.split(".")[1]}`, input.id);
            } else return;
            event.preventDefault();
          });

          document.body.append(live);
          remember(form().elements.base.value);
          markErrors();
          if ($("results").hasAttribute("data-pending") || new URLSearchParams(location.search).has("from")) refresh();
        })();
        """#
}
