using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentGateway.Gateways.Slack;

/// <summary>
/// The signature of Slack's requests: <c>v0=</c> and the HMAC-SHA256 of <c>v0:TIME:BODY</c> with the signing secret.
/// See https://docs.slack.dev/authentication/verifying-requests-from-slack.
/// </summary>
internal static class SlackSignature
{
    /// <summary>An older request may be a recording of one.</summary>
    private const long AgeSecondsMax = 300;

    public static bool IsValid(
        string? signature, string? timestamp, ReadOnlyMemory<byte> body, string secret, DateTimeOffset now)
    {
        if (signature is null
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent))
            return false;
        // The comparison comes first and takes the same time whatever is wrong.
        var isSame = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Of(timestamp, body, secret)), Encoding.UTF8.GetBytes(signature));
        var age = now.ToUnixTimeSeconds() - sent;
        return isSame && age is >= -AgeSecondsMax and <= AgeSecondsMax;
    }

    public static string Of(string timestamp, ReadOnlyMemory<byte> body, string secret)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        hash.AppendData(body.Span);
        return "v0=" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
