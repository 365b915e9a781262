using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Skills;

namespace AgentGateway.Runtime;

/// <summary>What the runtime is set up with by its host.</summary>
public sealed record RuntimeOptions
{
    /// <summary>
    /// The options of a module's section, an object of <see cref="SettingsSection.Options"/>; null for the defaults.
    /// </summary>
    public Func<SettingsSection, object?> Settings { get; init; } = static _ => null;

    public GateOptions Gate { get; init; } = new();

    /// <summary>The paths of terminal sessions; null where there are none.</summary>
    public SessionPaths? SessionPaths { get; init; }

    /// <summary>Where the output of sessions is searched; null where it is not.</summary>
    public IOutputIndex? OutputIndex { get; init; }

    public OwnProgram OwnProgram { get; init; } = new([]);

    /// <summary>The secret values that the host knows already, such as for its log.</summary>
    public KnownSecrets Secrets { get; init; } = new();

    public GatewayHome Home { get; init; } = new(null, new Dictionary<string, string>());

    /// <summary>Where skills are; none where the host says nothing.</summary>
    public SkillHome Skills { get; init; } = new(Reader: null);

    /// <summary>This machine as policy knows it.</summary>
    internal PathZones PathZones =>
        Gate.Zones ?? LocalPathZones.Of(
            Home.ProgramDirectory, [Home.DataDirectory, .. SessionPaths?.HiddenPaths ?? []]);

    /// <summary>Options by their type, for gateways that are made without settings.</summary>
    public static Func<SettingsSection, object?> SettingsOf(params object[] options) =>
        section => options.FirstOrDefault(section.Options.IsInstanceOfType);
}
