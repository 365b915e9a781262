using System.Security.Cryptography;
using System.Text;

namespace AgentGateway.Runtime.Skills;

/// <summary>The files of a skill before anything in them is understood.</summary>
/// <param name="Name">The folder's own name.</param>
/// <param name="Directory">Where it is, for people.</param>
/// <param name="Files">Ordered by path, so that one content has one digest.</param>
/// <param name="Problem">Why it is no skill, whatever its files say; null where there is no such reason.</param>
public sealed record SkillFolder(
    string Name, string Directory, IReadOnlyList<SkillFile> Files, SkillProblem? Problem = null)
{
    /// <summary>Of the names and bytes of all files.</summary>
    public string Digest { get; } = DigestOf(Files.Select(file => $"{file.Path}\n{file.Digest}"));

    /// <summary>Of all folders together.</summary>
    public static string DigestOf(IEnumerable<SkillFolder> folders) =>
        DigestOf(folders.Select(folder => $"{folder.Name}\n{folder.Digest}"));

    private static string DigestOf(IEnumerable<string> lines) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
