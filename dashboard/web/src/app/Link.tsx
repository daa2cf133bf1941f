import type { AnchorHTMLAttributes, MouseEvent } from "react";

import { navigate } from "./location.ts";

// A link within the page. It is a real one: it can be opened in another tab, copied, and read out.
export function Link({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigate(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
