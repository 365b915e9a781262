using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A conversation on a chat platform: <c>cnv_…</c>. It is derived from where the conversation is.</summary>
[JsonConverter(typeof(IdConverter<ConversationId>))]
public readonly record struct ConversationId(string Value) : IPrefixedId<ConversationId>
{
    private const int DigestBytes = 13;

    public static string Prefix => "cnv_";

    public static ConversationId Of(string value) => new(value);

    /// <summary>The same for the same place; no part may have a line end.</summary>
    public static ConversationId Of(string platform, string account, string chat, string? thread)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{platform}\n{account}\n{chat}\n{thread}"));
        return new(Prefix + Convert.ToHexStringLower(digest.AsSpan(0, DigestBytes)));
    }

    public override string ToString() => Value;
}
