using System.Globalization;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>Tells the daemon's time.</summary>
internal sealed class TimeCommand(TimeProvider time) : OfflineCommand("time")
{
    public override Task<string> RunAsync(string arguments, Message order, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var zone = time.LocalTimeZone;
        return Task.FromResult(string.Create(CultureInfo.InvariantCulture,
            $"{TimeZoneInfo.ConvertTime(now, zone):yyyy-MM-dd HH:mm:ss zzz} ({zone.Id}); "
                + $"{now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
    }
}
