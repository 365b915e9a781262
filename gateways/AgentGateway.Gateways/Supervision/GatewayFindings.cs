using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Gateways.Supervision;

/// <summary>Asks each enabled platform what of its own side is wrong: tokens, intents, privacy mode, scopes.</summary>
internal sealed class GatewayFindings(
    PlatformSettings platforms, GatewayStandings standings, ChatGateways gateways, TimeProvider time) : IFindingSource
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(10);

    public IEnumerable<Finding> Find() =>
        from platform in platforms.Enabled
        let missing = platforms.Of(platform).Missing
        where missing is not null
        select Finding.Fail(platform.Name, missing, $"agw gateways add {platform.Name}");

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken) =>
    [
        .. Find(),
        .. (await Task.WhenAll(platforms.Enabled.Select(platform => FindAsync(platform, cancellationToken))))
            .SelectMany(found => found),
    ];

    private async Task<IReadOnlyList<Finding>> FindAsync(IChatPlatform platform, CancellationToken cancellationToken)
    {
        if (platforms.Of(platform).Missing is not null) return [];
        var standing = standings.Of(platform.Name);
        if (standing.State == "stopped")
            return [Finding.Fail(platform.Name, standing.Reason ?? $"{platform.Title} is stopped.", standing.Hint)];
        if (gateways.Find(platform.Name) is not { } connection)
            return [Finding.Ok(platform.Name, $"{platform.Title} is {standing.State}.")];
        using var limit = new CancellationTokenSource(TimeMax, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return
            [
                .. (await connection.ProbeAsync(both.Token)).Select(probe => probe.Hint is null
                    ? Finding.Ok(platform.Name, probe.Message)
                    : Finding.Warn(platform.Name, probe.Message, probe.Hint)),
            ];
        }
        catch (ChatException fault)
        {
            return [Finding.Warn(platform.Name, fault.Message, fault.Hint ?? "agw gateways shows how it stands.")];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return
            [
                Finding.Warn(
                    platform.Name,
                    $"{platform.Title} did not answer within {TimeMax.TotalSeconds:0} seconds.",
                    "agw gateways shows how it stands."),
            ];
        }
    }
}
