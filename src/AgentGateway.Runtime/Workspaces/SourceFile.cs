using System.Security.Cryptography;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>A file of the repository from which a worktree was made.</summary>
internal static class SourceFile
{
    /// <summary>
    /// Whether a file of the worktree is the same in the source: then it was copied from there, and is not lost.
    /// </summary>
    public static bool IsSame(string copy, string source)
    {
        try
        {
            var (left, right) = (new FileInfo(copy), new FileInfo(source));
            if (left.LinkTarget is not null || right.LinkTarget is not null) return left.LinkTarget == right.LinkTarget;
            if (!left.Exists || !right.Exists || left.Length != right.Length) return false;
            using var first = OpenedFile.Open(copy, followsLink: false);
            using var second = OpenedFile.Open(source, followsLink: false);
            return first is { IsRegular: true }
                && second is { IsRegular: true }
                && SHA256.HashData(first.Stream).AsSpan().SequenceEqual(SHA256.HashData(second.Stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
