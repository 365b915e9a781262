using AgentGateway.Agents.Settings;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents;

namespace AgentGateway.Agents.Definitions;

/// <summary>What one place says about an agent; what it leaves out is taken from the place that it overlays.</summary>
internal sealed record AgentDraft(string Id)
{
    private static readonly string[] Keys =
        ["id", "name", "aliases", "driver", "model", "description", "when", "persona", "persona_file", "tools"];

    private static readonly string[] Drivers = ["model", "offline"];

    public string? Name { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string? Driver { get; init; }

    public string? Model { get; init; }

    public string? Description { get; init; }

    public AdviceTime? When { get; init; }

    public string? Persona { get; init; }

    public string? PersonaFile { get; init; }

    /// <summary>Patterns of the tools that it is given; null for all.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>Reads a definition; null when it cannot be used, and then at least one problem says why.</summary>
    /// <param name="id">The id where the node does not give one.</param>
    public static AgentDraft? Read(SettingsNode node, string id, List<Rejection> problems)
    {
        var before = problems.Count;
        node.RefuseOthers(Keys, problems);
        id = node.Text("id") ?? id;
        if (AgentNames.Refuse(id) is { } refused)
            problems.Add(refused with { Message = $"{node.Place}: {refused.Message}" });
        var aliases = node.List("aliases");
        foreach (var alias in aliases ?? [])
            if (AgentNames.Refuse(alias) is { } unfit)
                problems.Add(unfit with { Message = $"{node.Place}: the key \"aliases\": {unfit.Message}" });
        var driver = node.Text("driver")?.ToLowerInvariant();
        if (driver is not null && !Drivers.Contains(driver))
            problems.Add(
                node.Wrong(
                    "driver",
                    $"is \"{driver}\"",
                    "Use model or offline, or leave it out; connected agents register themselves."));
        var when = node.Text("when")?.ToLowerInvariant();
        if (when is not (null or "before" or "after"))
            problems.Add(node.Wrong("when", $"is \"{when}\"", "Use before or after."));
        if (node.Text("persona") is not null && node.Text("persona_file") is not null)
            problems.Add(node.Wrong("persona_file", "is given beside \"persona\"", "Keep one of the two."));
        return problems.Count > before
            ? null
            : new(id.ToLowerInvariant())
            {
                Name = node.Text("name"),
                Aliases = aliases,
                Driver = driver,
                Model = node.Text("model"),
                Description = node.Text("description"),
                When = when is null ? null : when == "before" ? AdviceTime.Before : AdviceTime.After,
                Persona = node.Text("persona"),
                PersonaFile = node.Text("persona_file"),
                Tools = node.List("tools"),
            };
    }

    /// <summary>This draft, and beneath it another of the same agent.</summary>
    public AgentDraft Over(AgentDraft? beneath) => beneath is null
        ? this
        : this with
        {
            Name = Name ?? beneath.Name,
            Aliases = Aliases ?? beneath.Aliases,
            Driver = Driver ?? beneath.Driver,
            Model = Model ?? beneath.Model,
            Description = Description ?? beneath.Description,
            When = When ?? beneath.When,
            Persona = Persona ?? beneath.Persona,
            Tools = Tools ?? beneath.Tools,
        };

    public AgentDefinition Define() => new(
        AgentNames.Canonical(Id), Name
            ?? char.ToUpperInvariant(Id[0]) + Id[1..], Aliases ?? [], Driver, Model, Description,
        Persona ?? "", When ?? AdviceTime.After)
    {
        Tools = Tools,
    };
}
