namespace AgentGateway.Runtime.Modules;

/// <summary>A section of the settings that a module reads, bound to its options when the gateway starts.</summary>
/// <param name="Name">The section's name, such as <c>Tasks</c>.</param>
/// <param name="Options">The type of the options.</param>
/// <param name="IsHot">Whether a change counts at once; the module then keeps no copy of a value.</param>
public sealed record SettingsSection(string Name, Type Options, bool IsHot)
{
    /// <summary>In a section that is not hot, the settings that are nevertheless.</summary>
    public IReadOnlyList<string> HotKeys { get; init; } = [];

    /// <summary>The keys of what counts at once: the section, or some settings in it.</summary>
    public IEnumerable<string> Hot => IsHot ? [Name] : HotKeys.Select(key => $"{Name}:{key}");
}
