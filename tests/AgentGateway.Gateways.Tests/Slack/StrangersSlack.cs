using System.Text.Json;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>
/// An emulator of Slack by another hand: its Web API, and events by signed requests. It has no sockets, no buttons and
/// no streams.
/// </summary>
internal sealed class StrangersSlack : IAsyncDisposable
{
    public const string BotToken = "xoxb-stranger";
    public const string SigningSecret = "stranger-secret";

    private readonly StrangersEmulator _emulator;

    private StrangersSlack(StrangersEmulator emulator, JsonElement started) => (_emulator, ApiBase, Person) =
        (emulator, started.GetProperty("api").GetString()!, started.GetProperty("alice").GetString()!);

    /// <summary>The setting <c>ApiBase</c>.</summary>
    public string ApiBase { get; }

    /// <summary>The id of the one person there.</summary>
    public string Person { get; }

    /// <summary>Starts it; skips the test where it cannot be had.</summary>
    /// <param name="events">Where it tells what happens.</param>
    public static async Task<StrangersSlack> StartAsync(string events)
    {
        var emulator = await StrangersEmulator.StartAsync(
            "slack-emulator", "emulator.mjs",
            ("EVENTS", events), ("SIGNING_SECRET", SigningSecret), ("BOT_TOKEN", BotToken));
        return new(emulator, JsonElement.Parse(await emulator.NextLineAsync()));
    }

    /// <summary>The person writes to the bot.</summary>
    public Task SaysAsync(string text, string? thread = null) =>
        _emulator.WriteAsync(thread is null ? text : $"{thread}\t{text}");

    /// <summary>The next message that the bot posted, or the next change of one, as the event that tells it.</summary>
    public async Task<JsonElement> NextAsync() => JsonElement.Parse(await _emulator.NextLineAsync());

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();
}
