using Microsoft.Extensions.AI;

namespace AgentGateway.Agents.Providers;

/// <summary>One provider account: how it is called, and the queue in front of it.</summary>
internal sealed class Provider(ProviderSettings settings, IChatClient client, TimeProvider time) : IDisposable
{
    public ProviderSettings Settings => settings;

    public string Name => settings.Name;

    public IChatClient Client => client;

    public ProviderQueue Queue { get; } = new(settings.Name, settings.Limits, time);

    public void Dispose()
    {
        Queue.Dispose();
        client.Dispose();
    }
}
