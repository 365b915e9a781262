using System.Collections.Concurrent;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Connections;

/// <summary>How each platform's connection stands, for people. Not durable. Safe for several threads.</summary>
internal sealed class GatewayStandings(TimeProvider time)
{
    private const int RefusalsKept = 20;
    private const int WarningsKept = 5;

    private readonly ConcurrentDictionary<string, GatewayStanding> _all = new(StringComparer.Ordinal);

    public GatewayStanding Of(string platform) => _all.GetValueOrDefault(platform, GatewayStanding.Off);

    /// <param name="state">off, paused, connecting, connected, waiting or stopped.</param>
    /// <param name="reason">Why, as one sentence; null where the state says it.</param>
    public void Tell(string platform, string state, string? reason = null, string? hint = null) => Change(
        platform, standing => standing with { State = state, Reason = reason, Hint = hint });

    public void Connected(string platform, ChatAccount account) => Change(
        platform, standing => standing with
        {
            State = "connected", Reason = null, Hint = null, Account = account, Warnings = [],
        });

    /// <summary>An event came in.</summary>
    public void Received(string platform) => Change(
        platform, standing => standing with { LastEventAt = time.GetUtcNow(), Events = standing.Events + 1 });

    public void Warn(string platform, string text) => Change(
        platform, standing => standing with
        {
            Warnings = [.. standing.Warnings.Where(other => other != text).TakeLast(WarningsKept - 1), text],
        });

    /// <summary>What a sender said was not taken.</summary>
    /// <returns>Whether it is the first of that sender for that reason.</returns>
    public bool Refused(string platform, string sender, string reason)
    {
        var isFirst = false;
        Change(platform, standing =>
        {
            isFirst = !standing.Refusals.Any(known => known.Sender == sender && known.Reason == reason);
            return standing with
            {
                Refused = standing.Refused + 1,
                Refusals = isFirst
                    ? [.. standing.Refusals.TakeLast(RefusalsKept - 1), new(sender, reason, time.GetUtcNow())]
                    : standing.Refusals,
            };
        });
        return isFirst;
    }

    private void Change(string platform, Func<GatewayStanding, GatewayStanding> change) =>
        _all.AddOrUpdate(
            platform, static (_, change) => change(GatewayStanding.Off), static (_, old, change) => change(old), change);
}

/// <param name="State">off, paused, connecting, connected, waiting or stopped.</param>
/// <param name="Events">How many events came in since the start.</param>
/// <param name="Refused">How many of them were not taken.</param>
internal sealed record GatewayStanding(
    string State,
    string? Reason,
    string? Hint,
    ChatAccount? Account,
    DateTimeOffset? LastEventAt,
    long Events,
    long Refused,
    IReadOnlyList<string> Warnings)
{
    public static GatewayStanding Off { get; } = new("off", null, null, null, null, 0, 0, []);

    /// <summary>The first refusal of each sender and reason, the latest last.</summary>
    public IReadOnlyList<RefusedSender> Refusals { get; init; } = [];
}

internal sealed record RefusedSender(string Sender, string Reason, DateTimeOffset At);
