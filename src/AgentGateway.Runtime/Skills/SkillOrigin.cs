namespace AgentGateway.Runtime.Skills;

/// <summary>Where a skill is from. Of two with one name the later of these is read.</summary>
public enum SkillOrigin
{
    /// <summary>It comes with the program.</summary>
    Program,

    /// <summary>A person wrote it for all their work: the folder <c>skills</c> of the data directory.</summary>
    Data,

    /// <summary>It lies in the workspace, which others may have written; a person allowed it.</summary>
    Workspace,
}
