using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tokens;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Runtime.Tests.Modules;

/// <summary>
/// The runtime as a list of modules: what it hosts, what it refuses to host, and what one module hears of another.
/// </summary>
public sealed class ModuleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_with_pending_effects_of_an_unknown_kind_stops_the_start_with_a_sentence()
    {
        await using var store = new VolatileStore(TimeProvider.System);
        var stream = StreamId.Of("mystery", "one");
        var request = new AppendRequest(
            stream, 0,
            [
                new(stream, 1, DateTimeOffset.UnixEpoch, "test", new TokenCreated("t", "d", null, null, null, "test")),
            ],
            new("{}"u8.ToArray(), 1, DateTimeOffset.UnixEpoch), [], store.Journal.Epoch);
        Assert.Equal(AppendStatus.Appended, (await store.Journal.AppendAsync(request, Stop)).Status);
        await using var runtime = Runtime(store);

        var refused = (await Assert.ThrowsAsync<JournalUnavailableException>(() => runtime.StartAsync(Stop))).Reason;

        Assert.Equal("unknown_stream_kind", refused.Code);
        Assert.Contains("mystery/one", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_that_need_one_another_in_a_circle_are_named()
    {
        await using var store = new VolatileStore(TimeProvider.System);
        var circle = Assert.Throws<ModuleCycleException>(() => Runtime(store, new Circle()));
        Assert.Equal("Services need one another in a circle: Hen -> Egg -> Hen.", circle.Message);
    }

    [Fact]
    public async Task A_module_hears_of_the_commits_of_another_before_the_sender_is_answered()
    {
        await using var store = new VolatileStore(TimeProvider.System);
        await using var runtime = Runtime(store, new Listening());
        await runtime.StartAsync(Stop);

        await runtime.Tokens.CreateAsync(new(Principal.Operator), new("phone"), Stop);

        Assert.Equal(["phone"], runtime.Get<Listener>().Heard);
    }

    [Fact]
    public async Task A_workspace_that_another_module_uses_is_removed_only_by_force()
    {
        await using var store = new VolatileStore(TimeProvider.System);
        await using var runtime = Runtime(store, new Using());
        await runtime.StartAsync(Stop);
        var folder = Directory.CreateTempSubdirectory("agw-used-").FullName;
        var caller = new Caller(Principal.Operator);
        Assert.Null((await runtime.Workspaces.CreateAsync(caller, new("plain", Directory: folder), Stop)).Rejection);

        var refused = (await runtime.Workspaces.RemoveAsync(caller, "plain", force: false, Stop)).Rejection;
        var forced = (await runtime.Workspaces.RemoveAsync(caller, "plain", force: true, Stop)).Rejection;

        Assert.Equal("workspace_in_use", refused?.Code);
        Assert.Contains("editor", refused!.Message, StringComparison.Ordinal);
        Assert.Null(forced);
        Directory.Delete(folder, recursive: true);
    }

    private static GatewayRuntime Runtime(VolatileStore store, params IModule[] more) => new(
        new() { OutputIndex = store.OutputIndex }, store, new AgentCatalogue(),
            new SystemIdSource(TimeProvider.System), TimeProvider.System,
        NullLoggerFactory.Instance, more);

    private sealed class Circle : IModule
    {
        public void Register(ModuleBuilder module) => module.Service<Hen>().Service<Egg>();
    }

    private sealed class Hen(Egg egg)
    {
        public Egg Egg => egg;
    }

    private sealed class Egg(Hen hen)
    {
        public Hen Hen => hen;
    }

    private sealed class Listening : IModule
    {
        public void Register(ModuleBuilder module) => module.Service<Listener>().Subscribe<AccessToken, Listener>();
    }

    private sealed class Listener : ICommitSubscriber<AccessToken>
    {
        public List<string?> Heard { get; } = [];

        public void Committed(Receipt<AccessToken> receipt) => Heard.Add(receipt.State.Name);
    }

    private sealed class Using : IModule
    {
        public void Register(ModuleBuilder module) => module.Instance<IWorkspaceUse>(new Editor());
    }

    private sealed class Editor : IWorkspaceUse
    {
        public IReadOnlyList<string> SessionsIn(WorkspaceLocation location) => ["editor"];
    }
}
