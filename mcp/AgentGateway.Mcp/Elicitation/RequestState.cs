using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ModelContextProtocol;

namespace AgentGateway.Mcp.Elicitation;

/// <summary>
/// State that a client carries for the server from one call to its retry. The client can read it and cannot change it:
/// the signature covers the state, its purpose and its principal.
/// </summary>
internal sealed class RequestState(ReadOnlyMemory<byte> key)
{
    private const char Separator = '.';

    public string Seal(string purpose, string principal, string content)
    {
        var body = Encoding.UTF8.GetBytes(content);
        return $"{Base64Url.EncodeToString(body)}{Separator}{Base64Url.EncodeToString(Sign(purpose, principal, body))}";
    }

    /// <exception cref="McpProtocolException">It was changed, or it belongs to another call.</exception>
    public string Open(string purpose, string principal, string state)
    {
        var parts = state.Split(Separator);
        if (parts.Length == 2 && Base64Url.IsValid(parts[0]) && Base64Url.IsValid(parts[1]))
        {
            var body = Base64Url.DecodeFromChars(parts[0]);
            if (CryptographicOperations.FixedTimeEquals(
                Sign(purpose, principal, body), Base64Url.DecodeFromChars(parts[1])))
                return Encoding.UTF8.GetString(body);
        }
        throw new McpProtocolException(
            "'requestState' is not what was handed out for this call. Repeat the call without it.",
                McpErrorCode.InvalidParams);
    }

    /// <summary>
    /// Lengths stand before the parts, so that no two different triples are signed as the same bytes.
    /// </summary>
    private byte[] Sign(string purpose, string principal, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{purpose.Length}:{purpose}{principal.Length}:{principal}"));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
