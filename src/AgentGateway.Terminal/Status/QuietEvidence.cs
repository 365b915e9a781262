using System.Globalization;

namespace AgentGateway.Terminal.Status;

/// <summary>Evidence from silence. It is weak: unchanged means stable, not done. Pure.</summary>
public static class QuietEvidence
{
    /// <summary>Programs that work redraw at least this often.</summary>
    public static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(2);

    /// <param name="lastOutputAt">When the last output came; null before the first.</param>
    public static StatusEvidence? Of(DateTimeOffset? lastOutputAt, DateTimeOffset now)
    {
        if (lastOutputAt is not { } last) return null;
        var quiet = now > last ? now - last : TimeSpan.Zero;
        return quiet >= StableAfter
            ? new StatusEvidence(
                SessionStatus.Idle,
                EvidenceSource.Quiet,
                string.Create(CultureInfo.InvariantCulture, $"nothing was printed for {quiet.TotalSeconds:0} s"),
                last)
            : new StatusEvidence(SessionStatus.Working, EvidenceSource.Quiet, "something was just printed", last);
    }
}
