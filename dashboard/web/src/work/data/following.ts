import { followed, readError, type ZamerError } from "@zamer/api";
import { useEffect, useState } from "react";

export interface Following {
  // Since when nothing has come, while the stream is lost; what is shown grows old.
  lostSince: Date | undefined;
  // Why it was refused for good.
  refused: ZamerError | undefined;
}

// Follows a stream for as long as the page shows it. `key` names what is followed.
export function useFollowing<T>(
  key: string,
  open: (signal: AbortSignal) => AsyncIterable<T>,
  onMessage: (message: T) => void,
): Following {
  const [following, setFollowing] = useState<Following>({ lostSince: undefined, refused: undefined });
  useEffect(() => {
    const leaving = new AbortController();
    let heard = new Date();
    followed({
      open,
      onMessage: (message) => {
        heard = new Date();
        setFollowing((last) => (last.lostSince || last.refused ? { lostSince: undefined, refused: undefined } : last));
        onMessage(message);
      },
      onLost: () => setFollowing((last) => (last.lostSince ? last : { lostSince: heard, refused: undefined })),
      signal: leaving.signal,
    }).catch((caught: unknown) => setFollowing({ lostSince: undefined, refused: readError(caught) }));
    return () => leaving.abort();
    // `open` and `onMessage` are made anew with each render; the key says whether something else is followed.
  }, [key]);
  return following;
}
