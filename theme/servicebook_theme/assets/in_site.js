/* The catalog in somebody's own Material site. Runs before anything else of the page.

   navigation.instant puts pages into the document that is there instead of opening them. Scripts of pages run once in a
   document: such a page is opened for good.

   Material takes a "q" in any address to be for its own search: ours is given another name before it looks. */
{
  const address = new URL(location.href);
  const query = address.searchParams.get("q");
  if (document.readyState !== "loading") location.reload();
  else if (query !== null) {
    address.searchParams.delete("q");
    address.searchParams.set("query", query);
    history.replaceState(history.state, "", address);
  }
}
