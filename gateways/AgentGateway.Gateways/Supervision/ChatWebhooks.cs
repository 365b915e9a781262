using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Supervision;

/// <summary>Finds the platform that a request from outside is for.</summary>
public sealed class ChatWebhooks
{
    /// <summary>What the paths of all of them begin with.</summary>
    public const string Path = "/gateways/";

    private readonly ChatGateways _gateways;

    internal ChatWebhooks(ChatGateways gateways) => _gateways = gateways;

    /// <summary>Who answers requests to that path; null where no platform that is enabled does.</summary>
    public IChatWebhook? Find(string path) => _gateways.Webhook(path);
}
