using AgentGateway.Runtime.Doctor;
using AgentGateway.Settings;

namespace AgentGateway.Doctor;

/// <summary>Settings that were changed while the daemon runs and that count at its next start only.</summary>
internal sealed class PendingSettingsFindings(LiveSettings settings) : IFindingSource
{
    public IEnumerable<Finding> Find() => settings.Pending.Select(key => Finding.Warn(
        "settings", $"{key} changed since the daemon started.", $"It takes effect after: {LiveSettings.Restart}"));
}
