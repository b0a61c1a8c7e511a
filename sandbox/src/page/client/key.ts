const name = 'key';

/**
 * The key of the sandbox: the address brings it behind its `#`, which browsers send nowhere, and this tab keeps it. A cookie
 * would go to every server of this machine, whatever its port.
 */
export const key = takeKey();

// An address that differs only behind its `#` loads nothing by itself: a key that is pasted into this tab must be taken, too.
addEventListener('hashchange', () => location.reload());

function takeKey(): string {
  const brought = new URLSearchParams(location.hash.slice(1)).get(name);
  if (brought !== null) {
    sessionStorage.setItem(name, brought);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(name) ?? '';
}
