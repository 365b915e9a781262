using System.Text.Json;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>An emulator of the Bot API by another hand.</summary>
internal sealed class StrangersTelegram : IAsyncDisposable
{
    public const string Token = "123:stranger";

    /// <summary>The one person there.</summary>
    public const string Person = "42";

    private readonly StrangersEmulator _emulator;

    private StrangersTelegram(StrangersEmulator emulator, string root) => (_emulator, Root) = (emulator, root);

    public string Root { get; }

    /// <summary>Starts it; skips the test where it cannot be had.</summary>
    public static async Task<StrangersTelegram> StartAsync()
    {
        var emulator = await StrangersEmulator.StartAsync("telegram-emulator", "emulator.cjs", ("TOKEN", Token));
        return new(emulator, await emulator.NextLineAsync());
    }

    public Task SaysAsync(string text) => _emulator.WriteAsync($"say {text}");

    public Task PressesAsync(JsonElement message, string data) =>
        _emulator.WriteAsync($"press {message.GetProperty("messageId")} {data}");

    /// <summary>The next message of the bot, as the emulator tells it.</summary>
    public async Task<JsonElement> NextAsync() => JsonElement.Parse(await _emulator.NextLineAsync());

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();
}
