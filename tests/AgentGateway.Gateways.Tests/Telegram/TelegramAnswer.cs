using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>An answer of the Bot API.</summary>
internal sealed record TelegramAnswer(int Status, JsonObject Body)
{
    public static TelegramAnswer Result(JsonNode result) => new(200, new() { ["ok"] = true, ["result"] = result });

    public static TelegramAnswer True { get => Result(true); }

    public static TelegramAnswer Error(int code, string description, int? retryAfter = null, long? migrateTo = null)
    {
        var body = new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description };
        var parameters = new JsonObject();
        if (retryAfter is not null) parameters["retry_after"] = retryAfter;
        if (migrateTo is not null) parameters["migrate_to_chat_id"] = migrateTo;
        if (parameters.Count > 0) body["parameters"] = parameters;
        return new(code, body);
    }
}
