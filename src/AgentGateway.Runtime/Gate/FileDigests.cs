using System.Security.Cryptography;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// The content of files, as digests. Nothing is remembered: a file's times can be set back after it was changed.
/// </summary>
internal static class FileDigests
{
    public const string Absent = "absent";

    /// <summary>SHA-256, hexadecimal; <see cref="Absent"/> where there is no regular file that can be read.</summary>
    public static string Of(string path)
    {
        using var file = OpenedFile.Open(path);
        if (file is not { IsRegular: true }) return Absent;
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(file.Stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Absent;
        }
    }
}
