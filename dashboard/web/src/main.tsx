import "@fontsource-variable/golos-text/wght.css";
import "./ui/ui.css";
import "./ui/card.css";
import "./app/app.css";

import { createRoot } from "react-dom/client";

import { App } from "./app/App.tsx";
import { chosenLanguage, loadLanguage } from "./app/language.ts";

await loadLanguage(chosenLanguage());
createRoot(document.getElementById("root")!).render(<App />);
