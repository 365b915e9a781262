using System.Text.Json;
using AgentGateway.Gateways.Discord.Api;

namespace AgentGateway.Gateways.Discord.Reading;

/// <summary>With what an interaction is answered. As text it is opaque to the gateway.</summary>
internal sealed record InteractionAnswer(string Application, string Id, string Token)
{
    private const int TokenLettersMax = 1_000;

    /// <summary>Null where the interaction cannot be answered.</summary>
    public static InteractionAnswer? Of(JsonElement interaction) =>
        interaction.Id("id") is { } id
        && interaction.Id("application_id") is { } application
        && interaction.Text("token") is { Length: > 0 and <= TokenLettersMax } token
            ? new(application, id, token)
            : null;

    public static InteractionAnswer? Parse(string text) =>
        text.Split(':', 3) is [var application, var id, var token] ? new(application, id, token) : null;

    public override string ToString() => $"{Application}:{Id}:{Token}";
}
