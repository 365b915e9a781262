using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Lists sessions page by page, the newest first, and finds those that a filter means.</summary>
internal sealed class SessionLists(
    SessionRegistry registry, LiveSessions lives, SessionBackends backends, SessionViewWriter views, IJournal journal)
{
    /// <summary>
    /// A page of sessions. Without a state, and without <see cref="ListSessions.All"/>, those that have ended are left
    /// out and counted.
    /// </summary>
    public async Task<Outcome<SessionListView>> ListAsync(ListSessions request, CancellationToken cancellationToken)
    {
        if (request.Filter.Check() is { } wrong) return wrong;
        if (PageLimit.Read(request.Limit).IsRejected(out var refused, out var limit)) return refused;
        if (Cursor.ReadKey(request.Cursor, journal).IsRejected(out refused, out var last)) return refused;
        if (last is not null && !last.StartsWith(SessionId.Prefix, StringComparison.Ordinal)) return Cursor.Unknown;
        var hidesEnded = !request.All && request.Filter.State is null;
        var page = new List<SessionRowView>();
        string? next = null;
        foreach (var session in Matching(request.Filter))
        {
            if (hidesEnded && session.HasEnded) continue;
            if (last is not null && string.CompareOrdinal(session.Id.Value, last) >= 0) continue;
            if (page.Count == limit)
            {
                next = Cursor.Of(journal, page[^1].Id).ToString();
                break;
            }

            page.Add(views.Row(session));
        }

        var ended = hidesEnded ? Matching(request.Filter).Count(static session => session.HasEnded) : 0;
        return new SessionListView(page, next, ended == 0 ? null : ended, await UnknownTerminalsAsync(cancellationToken));
    }

    /// <summary>The sessions that the filter means, the newest first.</summary>
    public IEnumerable<TerminalSession> Matching(SessionFilter filter) => registry.All.Where(
        session => filter.Fits(session, one => SessionViewWriter.Status(one, lives.Find(one.Id)).Value));

    /// <summary>
    /// The terminals in our tmux server that belong to no session; null when there are none. A server that does not
    /// run is not started for it.
    /// </summary>
    private async Task<IReadOnlyList<UnknownTerminalView>?> UnknownTerminalsAsync(CancellationToken cancellationToken)
    {
        if (backends.TmuxInUse is not { } tmux) return null;
        var known = registry.All
            .Where(session => !session.IsOver)
            .Select(session => session.Id.Value)
            .ToHashSet(StringComparer.Ordinal);
        try
        {
            UnknownTerminalView[] unknown =
            [
                .. from terminal in await tmux.ListAsync(cancellationToken)
                   where !known.Contains(terminal.Name) && terminal.Exit is null
                   select new UnknownTerminalView(
                       terminal.Name, terminal.Child?.ProcessId, terminal.Size.Columns, terminal.Size.Rows),
            ];
            return unknown.Length == 0 ? null : unknown;
        }
        catch (IOException)
        {
            // The server ended a moment ago, so there is nothing to list.
            return null;
        }
    }
}
