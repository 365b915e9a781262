using System.Security.Cryptography;

namespace AgentGateway.Runtime.Skills;

/// <summary>A file of a skill, as its bytes are.</summary>
/// <param name="Path">From the skill's folder, with <c>/</c> between names.</param>
public sealed record SkillFile(string Path, ReadOnlyMemory<byte> Bytes)
{
    /// <summary><c>sha256:</c> and 64 hexadecimal digits, of the bytes.</summary>
    public string Digest { get; } = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    public int Size => Bytes.Length;
}
