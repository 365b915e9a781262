using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Connections;

/// <summary>The platforms of this program and what the settings say of them now.</summary>
internal sealed class PlatformSettings(IEnumerable<IChatPlatform> platforms, ChatSecrets secrets)
{
    public IReadOnlyList<IChatPlatform> All { get; } = [.. platforms];

    public IEnumerable<IChatPlatform> Enabled => All.Where(platform => Of(platform).IsEnabled);

    public IChatPlatform? Find(string name) =>
        All.FirstOrDefault(platform => platform.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The settings of a platform as they are now; read them when they are needed.</summary>
    public ChatSettings Of(IChatPlatform platform) => platform.Read(secrets.Resolve);

    public IChatConnection Connect(IChatPlatform platform, IChatHost host) => platform.Connect(secrets.Resolve, host);
}
