using AgentGateway.Agents.Definitions;
using AgentGateway.Agents.Models;
using AgentGateway.Agents.Offline;
using AgentGateway.Agents.Providers;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Usage;
using AgentGateway.Runtime.Views;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Agents.Tests.Support;

/// <summary>A gateway with the shipped agents and the drivers of this project.</summary>
internal sealed class GatewayWithModels : IAsyncDisposable
{
    private readonly ProviderCatalogue _providers;
    private readonly List<AgentSource> _sources = [];
    private Gateway? _gateway;

    private GatewayWithModels(IChatClient? chat, string[] providers) => _providers = new(
        ModelDrivers.Pairs(chat is null ? [] : ["test:kind=openai", "test:default_model=scripted", .. providers]),
        _ => null, TimeProvider.System, (_, _) => chat!);

    public GatewayRuntime Runtime => _gateway!.Runtime;

    /// <param name="chat">The model; null for none.</param>
    public static async Task<GatewayWithModels> StartAsync(
        IChatClient? chat, PromptOptions? prompts = null, params string[] providers)
    {
        var models = new GatewayWithModels(chat, providers);
        models._gateway = await Gateway.StartWithAsync(new()
        {
            Options = new() { Settings = RuntimeOptions.SettingsOf(prompts ?? new()) },
            Agents = [],
            Prepare = models.Prepare,
        });
        return models;
    }

    /// <summary>Sends and waits for the end of the turn.</summary>
    public Task<SendView> AskAsync(string text, string? thread = null) => _gateway!.AskAsync(text, thread);

    public async ValueTask DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        foreach (var source in _sources) source.Dispose();
        _providers.Dispose();
    }

    private void Prepare(Gateway gateway)
    {
        var (runtime, time) = (gateway.Runtime, TimeProvider.System);
        var source = new AgentSource([], gateway.Data, runtime.Catalogue, time, NullLogger<AgentSource>.Instance);
        _sources.Add(source);
        source.Start();
        runtime.Drivers.Add(
            new ModelDriver(
                _providers, new(), runtime.Get<SpendingBudget>(), time, new SystemIdSource(time),
                NullLogger<ModelDriver>.Instance));
        runtime.Drivers.Add(new OfflineDriver(runtime.Threads, runtime.Agents, time));
    }
}
