using AgentGateway.Agents.Definitions;
using AgentGateway.Agents.Models;
using AgentGateway.Agents.Offline;
using AgentGateway.Agents.Providers;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;
using AgentGateway.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Agents.Tests.Support;

/// <summary>The real workshop over a database of its own, with the minds of this project in it.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("agw-minds-");
    private readonly SqliteStore _store;
    private readonly AgentSource _source;
    private readonly ProviderCatalogue _providers;

    private Workshop(SqliteStore store, IChatClient? chat, string[] providers, PromptOptions prompts)
    {
        var time = TimeProvider.System;
        var ids = new SystemIdSource(time);
        var catalogue = new AgentCatalogue();
        _store = store;
        _source = new([], _data.FullName, catalogue, time, NullLogger<AgentSource>.Instance);
        _providers = new(Minds.Pairs(chat is null ? [] : ["test:kind=openai", "test:default_model=scripted", .. providers]), _ => null, time, (_, _) => chat!);
        Runtime = new(new() { Settings = RuntimeOptions.SettingsOf(prompts) }, store.Journal, store.Reads, catalogue, ids, time, NullLoggerFactory.Instance);
        Runtime.Drivers.Add(new ModelDriver(_providers, new(), time, ids, NullLogger<ModelDriver>.Instance));
        Runtime.Drivers.Add(new OfflineDriver(Runtime.Threads, Runtime.Agents, time));
    }

    public GatewayRuntime Runtime { get; }

    /// <param name="chat">The model; null for none.</param>
    public static async Task<Workshop> StartAsync(IChatClient? chat, PromptOptions? prompts = null, params string[] providers)
    {
        var database = Path.Combine(Directory.CreateTempSubdirectory("agw-minds-db-").FullName, "agentgateway.db");
        var store = await SqliteStore.OpenAsync(database, TimeProvider.System, null, TestContext.Current.CancellationToken);
        var workshop = new Workshop(store, chat, providers, prompts ?? new()) { Database = database };
        workshop._source.Start();
        await workshop.Runtime.StartAsync(TestContext.Current.CancellationToken);
        return workshop;
    }

    private string Database { get; init; } = "";

    /// <summary>Sends and waits for the end of the turn.</summary>
    public async Task<SendView> AskAsync(string text, string? thread = null)
    {
        var sent = (await Runtime.Threads.SendAsync(new(Principal.Operator), new(text, thread), TestContext.Current.CancellationToken)).Value;
        return sent.TurnId is null ? sent : (await Runtime.Threads.WaitAsync(sent.TurnId, Minds.Patience, null, TestContext.Current.CancellationToken)).Value;
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await _store.DisposeAsync();
        _source.Dispose();
        _providers.Dispose();
        _data.Delete(true);
        Directory.Delete(Path.GetDirectoryName(Database)!, true);
    }
}
