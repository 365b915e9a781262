using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Sessions;

/// <summary>The tokens that hooks of a session show. Each run of a session has another one; none is stored.</summary>
internal sealed class HookTokens(SessionKey key)
{
    private const int KeyBytes = 32;

    public string Of(SessionId session, int run)
    {
        var signing = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, KeyBytes, info: "session hooks"u8.ToArray());
        return Convert.ToHexStringLower(HMACSHA256.HashData(signing, Encoding.UTF8.GetBytes($"{session}:{run}")));
    }

    /// <summary>Compares in constant time.</summary>
    public bool IsValid(SessionId session, int run, string token) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Of(session, run)), Encoding.UTF8.GetBytes(token));
}
