using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Discord.Api;

namespace AgentGateway.Gateways.Discord.Sockets;

/// <summary>A message of the gateway socket.</summary>
/// <param name="Sequence">The number of an event; null for the rest.</param>
internal sealed record DiscordFrame(int Operation, string? Type, long? Sequence, JsonElement Data)
{
    public const int Event = 0;
    public const int Heartbeat = 1;
    public const int Identify = 2;
    public const int Resume = 6;
    public const int Reconnect = 7;
    public const int InvalidSession = 9;
    public const int Hello = 10;
    public const int HeartbeatSeen = 11;

    /// <summary>
    /// Guilds, messages in them, direct messages, and the text of messages, which Discord gives on request.
    /// </summary>
    private const int Intents = (1 << 0) | (1 << 9) | (1 << 12) | (1 << 15);

    /// <summary>Null for what is no message of the protocol.</summary>
    public static DiscordFrame? Read(byte[] bytes) =>
        DiscordJson.Parse(bytes) is { } frame && frame.Number("op") is >= 0 and < 100 and var operation
            ? new((int)operation, frame.Text("t"), frame.Number("s"), frame.Member("d") ?? default)
            : null;

    public static string WriteHeartbeat(long? sequence) => Write(Heartbeat, sequence);

    public static string WriteIdentify(string token) => Write(Identify, new JsonObject
    {
        ["token"] = token,
        ["intents"] = Intents,
        ["properties"] = new JsonObject
        {
            ["os"] = "linux",
            ["browser"] = "AgentGateway",
            ["device"] = "AgentGateway",
        },
    });

    public static string WriteResume(string token, string session, long? sequence) => Write(Resume, new JsonObject
    {
        ["token"] = token,
        ["session_id"] = session,
        ["seq"] = sequence,
    });

    private static string Write(int operation, JsonNode? data) =>
        new JsonObject { ["op"] = operation, ["d"] = data }.ToJsonString();
}
