using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Skills;

/// <summary>Says what is wrong with skills that a person writes, before anything reads them. Needs no daemon.</summary>
public static class SkillCheck
{
    /// <param name="directory">The folder of one skill, or of several.</param>
    public static SkillCheckView Of(string directory, IFrontMatterReader reader)
    {
        IReadOnlyList<SkillFolder> folders = File.Exists(Path.Combine(directory, SkillRules.MainFile))
            ? [SkillFolderReader.ReadOne(directory)]
            : SkillFolderReader.Read(directory);
        return SkillViewWriter.Check(directory, SkillLibrary.Of(reader, SkillOrigin.Data, folders));
    }
}
