using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>Lists of sessions: which are in them, what they tell, and page after page.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private Gateway? _gateway;

    private Gateway Gateway => _gateway!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await Gateway.StartAsync();

    public async ValueTask DisposeAsync() => await Gateway.DisposeAsync();

    [Fact]
    public async Task Sessions_that_have_ended_are_left_out_and_counted()
    {
        var ended = await Gateway.EndAsync((await Gateway.ScriptAsync("exit 3")).Id);
        var runs = await Gateway.ScriptAsync("read x");
        var list = await ListAsync(new());
        Assert.Equal((runs.Id, 1), (Assert.Single(list.Sessions).Id, list.Ended!.Value));
        var all = await ListAsync(new(All: true));
        Assert.Equal([runs.Id, ended.Id], all.Sessions.Select(session => session.Id));
        Assert.Null(all.Ended);
        var row = all.Sessions[1];
        Assert.Equal(
            ("completed", "exited", "/bin/sh -c 'exit 3'", 3, ended.EndedAt!.Value),
            (row.State, row.Status, row.Command, row.Exit!.Code!.Value, row.Since));
    }

    [Fact]
    public async Task A_filter_lists_those_that_fit_all_of_it()
    {
        var directory = Directory.CreateDirectory(Path.Combine(Gateway.Home, "site")).FullName;
        var made = await Gateway.Runtime.Workspaces.CreateAsync(
            Gateway.Operator, new("site", Directory: directory), Stop);
        Assert.Null(made.Rejection);
        var mine = await Gateway.CreateAsync(new("/bin/cat", Backend: "pty", Workspace: "site")
        {
            Owner = new(Agent: "weles"),
        });
        var other = await Gateway.CreateAsync(new("/bin/cat", Backend: "pty") { Owner = new(Agent: "rarog") });
        var over = await Gateway.CreateAsync(new("/bin/true", Backend: "pty") { Owner = new(Agent: "weles") });
        await Gateway.EndAsync(over.Id);
        Assert.Equal([mine.Id], await IdsAsync(new(Agent: "weles")));
        Assert.Equal([over.Id], await IdsAsync(new(Agent: "weles", State: "ended")));
        Assert.Equal([over.Id], await IdsAsync(new(State: "completed")));
        Assert.Equal([over.Id], await IdsAsync(new(State: "ended", Status: "exited")));
        Assert.Equal([mine.Id], await IdsAsync(new(Workspace: "site")));
        Assert.Equal([other.Id, mine.Id], await IdsAsync(new(State: "running")));
        Assert.Empty(await IdsAsync(new(Agent: "weles", Workspace: "other")));
        Assert.Empty(await IdsAsync(new(ThreadId: "thr_none")));
    }

    [Fact]
    public async Task Page_after_page_has_every_session_once()
    {
        var made = new List<string>();
        for (var count = 0; count < 5; count++) made.Add((await Gateway.ScriptAsync("read x")).Id);
        var first = await ListAsync(new(Limit: 2));
        // What comes between two pages is on neither.
        await Gateway.ScriptAsync("read x");
        var second = await ListAsync(new(Limit: 2, Cursor: first.NextCursor));
        var third = await ListAsync(new(Limit: 2, Cursor: second.NextCursor));
        Assert.Null(third.NextCursor);
        Assert.Equal(
            made.AsEnumerable().Reverse(),
            first.Sessions.Concat(second.Sessions).Concat(third.Sessions).Select(session => session.Id));
    }

    [Fact]
    public async Task What_no_list_can_read_is_refused()
    {
        Assert.Equal("invalid_argument", await RefusedAsync(new(Limit: 0)));
        Assert.Equal("cursor_unknown", await RefusedAsync(new(Cursor: "other:ses_1")));
        Assert.Equal("cursor_unknown", await RefusedAsync(new(Cursor: Gateway.Store.Journal.Id + ":1")));
        Assert.Equal("invalid_argument", await RefusedAsync(new() { Filter = new(State: "happy") }));
        Assert.Equal("invalid_argument", await RefusedAsync(new() { Filter = new(Status: "happy") }));
    }

    [Fact]
    public async Task A_search_goes_through_the_sessions_that_a_filter_means_page_by_page()
    {
        foreach (var agent in (string[])["weles", "rarog"])
        {
            await Gateway.EndAsync((await Gateway.CreateAsync(
                new("/bin/sh", ["-c", "for n in 1 2 3; do echo needle $n; done"], Backend: "pty")
                {
                    Owner = new(Agent: agent),
                })).Id);
        }

        await Eventually.TrueAsync(async () => (await SearchAsync(new("needle"))).Hits.Count == 6);
        var only = new SearchOutput("needle", Limit: 2) { Filter = new(Agent: "weles") };
        var first = await SearchAsync(only);
        var second = await SearchAsync(only with { Cursor = first.NextCursor });
        Assert.Equal(
            ["needle 3", "needle 2", "needle 1"], first.Hits.Concat(second.Hits).Select(hit => hit.Text));
        Assert.Null(second.NextCursor);
        Assert.Empty((await SearchAsync(new("needle") { Filter = new(State: "running") })).Hits);
        Assert.Equal(
            "cursor_unknown",
            (await Gateway.SessionOutput.SearchAsync(
                only with { Cursor = Gateway.Store.Journal.Id + ":7" }, Stop)).Rejection!.Code);
    }

    private async Task<OutputSearchView> SearchAsync(SearchOutput request) =>
        (await Gateway.SessionOutput.SearchAsync(request, Stop)).Value;

    private async Task<SessionListView> ListAsync(ListSessions request) =>
        (await Gateway.Sessions.ListAsync(request, Stop)).Value;

    private async Task<IEnumerable<string>> IdsAsync(SessionFilter filter) =>
        (await ListAsync(new() { Filter = filter })).Sessions.Select(session => session.Id);

    private async Task<string?> RefusedAsync(ListSessions request) =>
        (await Gateway.Sessions.ListAsync(request, Stop)).Rejection?.Code;
}
