using System.Text.Json.Nodes;
using AgentGateway.Attach;
using AgentGateway.Cli.Verbs;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Top;

/// <summary>The live grid: it follows the daemon's changes, and a session can be entered from it.</summary>
internal sealed class TopView(
    PersonTerminal terminal,
    DataDirectory data,
    ControlClient client,
    TopChanges changes,
    DetachKey detachKey,
    TimeProvider time)
{
    /// <summary>The grid has so many sessions at most.</summary>
    private const int TilesMax = 500;

    private static readonly TimeSpan PaceMin = TimeSpan.FromMilliseconds(60);

    /// <summary>Ages grow without anything happening.</summary>
    private static readonly TimeSpan AgeStep = TimeSpan.FromSeconds(1);

    private static readonly byte[] Enter = [.. "\e[?1049h\e[?25l\e[?7l"u8];
    private static readonly byte[] Leave = [.. "\e[0m\e[?7h\e[?25h\e[?1049l"u8];

    private readonly Dictionary<string, IReadOnlyList<string>> _screens = [];
    private readonly HashSet<string> _stale = [];
    private IReadOnlyList<TopTile> _tiles = [];
    private string? _chosen;
    private string? _message;
    private TextFrame? _shown;

    private int Chosen => Math.Max(0, _tiles.ToList().FindIndex(tile => tile.Id == _chosen));

    /// <returns>Null when the person quits; else why it cannot go on, or what a signal ended it with.</returns>
    public async Task<(Rejection? Problem, int ExitCode)> RunAsync(CancellationToken cancellationToken)
    {
        terminal.Farewell = Leave;
        terminal.Write(Enter);
        while (true)
        {
            if (await LookAsync(cancellationToken) is { } problem) return (problem, ExitCodes.Unreachable);
            Draw();
            var typed = terminal.Events.WaitToReadAsync(cancellationToken).AsTask();
            await Task.WhenAny(typed, changes.News, Task.Delay(AgeStep, time, cancellationToken));
            while (terminal.Events.TryRead(out var happened))
                if (await HandleAsync(happened, cancellationToken) is { } exitCode) return (null, exitCode);
            if (changes.News.IsCompleted && !typed.IsCompleted)
                await Task.WhenAny(typed, Task.Delay(PaceMin, time, cancellationToken));
        }
    }

    /// <summary>Brings what is seen up to date; what is out of sight is looked at when it comes into it.</summary>
    private async Task<Rejection?> LookAsync(CancellationToken cancellationToken)
    {
        if (changes.Ended is { } ended) return ended;
        var (isListed, printed) = changes.Take();
        _stale.UnionWith(printed);
        if (isListed)
        {
            var call = DaemonCall.Of(SessionListTool.Declaration);
            var listed = await client.CallAsync(call, Listed(), null, cancellationToken);
            if (listed.IsRejected(out var refused, out var list)) return refused;
            List(list.View);
        }

        var (columns, rows) = PersonTerminal.Size;
        var grid = TopLayout.Spread(_tiles.Count, Chosen, columns, rows);
        var tiles = _tiles.ToArray();
        for (var at = grid.First; at < grid.First + grid.Shown; at++)
        {
            if (!_stale.Remove(tiles[at].Id) && _screens.ContainsKey(tiles[at].Id)) continue;
            var arguments = Arguments.Of(("session_id", tiles[at].Id));
            var call = DaemonCall.Of(SessionScreenTool.Declaration);
            var screen = await client.CallAsync(call, arguments, null, cancellationToken);
            if (screen.IsRejected(out var rejection, out var seen) && rejection.Code == "daemon_gone") return rejection;
            var lines = _screens[tiles[at].Id] = seen?.View.Text?.Split('\n') ?? [];
            tiles[at] = tiles[at] with { Lines = lines };
        }

        _tiles = tiles;
        return null;
    }

    /// <summary>What the grid shows: the newest sessions, also those that have ended.</summary>
    public static JsonObject Listed() => Arguments.Of(("all", true), ("limit", TilesMax));

    /// <summary>
    /// The running sessions in the order of their creation, which their ids have, then the ended ones, the latest
    /// first, so that no tile jumps.
    /// </summary>
    private void List(SessionListView answer)
    {
        var tiles = answer.Sessions
            .Select(session => TopTile.Of(session, _screens.GetValueOrDefault(session.Id, [])))
            .ToList();
        _tiles =
        [
            .. tiles.Where(tile => tile.IsAlive).OrderBy(tile => tile.Id, StringComparer.Ordinal),
            .. tiles.Where(tile => !tile.IsAlive).OrderByDescending(tile => tile.Since),
        ];
        var known = _tiles.Select(tile => tile.Id).ToHashSet();
        foreach (var gone in _screens.Keys.Except(known).ToList()) _screens.Remove(gone);
        _stale.IntersectWith(known);
        if (_chosen is null || !known.Contains(_chosen)) _chosen = _tiles.Count > 0 ? _tiles[0].Id : null;
    }

    private void Draw()
    {
        var (columns, rows) = PersonTerminal.Size;
        var frame = TopLayout.Draw(_tiles, Chosen, time.GetUtcNow(), _message, columns, rows);
        var bytes = FrameDiff.Of(_shown, frame);
        // A frame that did not go through is drawn anew, whole.
        _shown = terminal.Write(bytes) ? frame : null;
    }

    /// <returns>The exit code when this is the end.</returns>
    private async Task<int?> HandleAsync(PersonEvent happened, CancellationToken cancellationToken)
    {
        if (happened is PersonEvent.Leaves leaves) return leaves.ExitCode;
        if (happened is PersonEvent.Resized) _shown = null;
        if (happened is not PersonEvent.Typed typed) return null;
        _message = null;
        foreach (var key in TopKeys.Read(typed.Bytes))
        {
            if (key == TopKey.Quit) return ExitCodes.Done;
            if (key != TopKey.Attach) Move(key);
            else if (_chosen is not null && await AttachAsync(_chosen, cancellationToken) is { } exitCode)
                return exitCode;
        }

        return null;
    }

    private void Move(TopKey key)
    {
        if (_tiles.Count == 0) return;
        var (columns, rows) = PersonTerminal.Size;
        var across = TopLayout.Spread(_tiles.Count, Chosen, columns, rows).Across;
        var to = key switch
        {
            TopKey.Left => Chosen - 1,
            TopKey.Right => Chosen + 1,
            TopKey.Up => Chosen - across,
            TopKey.Down => Chosen + across,
            TopKey.First => 0,
            _ => _tiles.Count - 1,
        };
        if (to >= 0 && to < _tiles.Count) _chosen = _tiles[to].Id;
    }

    private async Task<int?> AttachAsync(string session, CancellationToken cancellationToken)
    {
        var connected = await ControlClient.ConnectAsync(data, cancellationToken);
        if (connected.IsRejected(out var rejection, out var attached))
        {
            _message = rejection.Message;
            return null;
        }

        using (attached)
        {
            if ((await AttachVerb.OpenAsync(
                attached, session, readOnly: false, cancellationToken)).IsRejected(out rejection))
            {
                _message = rejection.Message;
                return null;
            }

            terminal.Write(Leave);
            var ending = await new AttachView(terminal, detachKey).RunAsync(
                attached.Reader, attached.Writer, cancellationToken);
            if (ending.PersonLeft) return ending.ExitCode;
            _message = ending.Problem?.Message ?? ending.Said;
        }

        terminal.Write(Enter);
        _shown = null;
        return null;
    }
}
