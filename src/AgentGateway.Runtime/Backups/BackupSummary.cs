using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Backups;

/// <summary>Says what a backup has, for people and programs.</summary>
internal static class BackupSummary
{
    public static BackupView Of(string file, BackupHeader header, IReadOnlyList<BackupFile> files) => new(
        file, new FileInfo(file).Length, header.MadeAt, header.Program, header.Journal, header.Position, header.Secrets,
        Sections(files));

    public static IReadOnlyList<BackupSectionView> Sections(IReadOnlyList<BackupFile> files) =>
    [
        .. from file in files
           group file by BackupNames.SectionOf(file.Name)!.Value into section
           orderby section.Key
           select new BackupSectionView(
               section.Key.ToString().ToLowerInvariant(), section.Count(), section.Sum(file => file.Bytes)),
    ];
}
