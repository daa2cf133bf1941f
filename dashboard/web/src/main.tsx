import "@fontsource-variable/golos-text/wght.css";
import "./ui/ui.css";
import "./ui/card.css";
import "./app/app.css";

import { createRoot } from "react-dom/client";

import { App } from "./app/App.tsx";
import { chosenLanguage, loadLanguage } from "./app/language.ts";
import { loadSession } from "./app/session.ts";

// Both are on their way at once. An edge that does not answer is asked again by the page, which says so.
await Promise.all([loadLanguage(chosenLanguage()), loadSession().catch(() => undefined)]);
createRoot(document.getElementById("root")!).render(<App />);
