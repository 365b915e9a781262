namespace AgentGateway.Runtime.Views;

/// <summary>A skill as lists show it.</summary>
public sealed record SkillView
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>When it is of use.</summary>
    public string? When { get; init; }

    /// <summary>program, data or workspace.</summary>
    public required string From { get; init; }

    /// <summary>Where skills of the same name are that are not read because of it.</summary>
    public IReadOnlyList<string>? Over { get; init; }

    /// <summary>What its text speaks of. It gives no right to any of them.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public required string Digest { get; init; }
}

/// <param name="Line">From 1; null where the reason is about the whole file or folder.</param>
public sealed record SkillProblemView(string Path, int? Line, string Reason);

/// <param name="State">allowed, not_allowed or changed.</param>
/// <param name="Next">What a person does so that they are read; null where they are.</param>
public sealed record WorkspaceSkillsView(string Directory, string State, string? Next);

/// <param name="Workspace">Null where the caller works in no directory that has skills.</param>
public sealed record SkillListView(
    IReadOnlyList<SkillView> Skills, IReadOnlyList<SkillProblemView> Problems, WorkspaceSkillsView? Workspace);

/// <summary>The text of a skill, or of one of its files.</summary>
public sealed record SkillContentView
{
    public required string Name { get; init; }

    /// <summary>program, data or workspace.</summary>
    public required string From { get; init; }

    public required string File { get; init; }

    /// <summary>Whose text it is, where that is not the program or the person.</summary>
    public string? Note { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public required IReadOnlyList<string> Tools { get; init; }

    public required string Digest { get; init; }
}

/// <summary>What a person decided about the skills of a workspace.</summary>
/// <param name="State">allowed or not_allowed.</param>
/// <param name="Digest">Of the content that is allowed.</param>
public sealed record SkillAllowanceView(
    string Directory,
    string State,
    string? Digest,
    IReadOnlyList<SkillView> Skills,
    IReadOnlyList<SkillProblemView> Problems);

/// <summary>What is right and what is wrong with the skills of a directory.</summary>
public sealed record SkillCheckView(
    string Directory, IReadOnlyList<SkillView> Skills, IReadOnlyList<SkillProblemView> Problems);
