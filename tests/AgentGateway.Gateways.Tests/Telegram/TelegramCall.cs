using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>A call of a method, whichever of the documented ways its arguments came.</summary>
internal sealed record TelegramCall(string Method, JsonObject Arguments)
{
    public string? FileName { get; init; }

    public byte[]? File { get; init; }

    public static async Task<TelegramCall> ReadAsync(
        HttpRequest request, string method, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            using var body = new StreamReader(request.Body);
            var text = await body.ReadToEndAsync(cancellationToken);
            return new(method, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
        }

        var form = await request.ReadFormAsync(cancellationToken);
        var arguments = new JsonObject();
        foreach (var (name, value) in form)
            arguments[name] = value.ToString() is ['{' or '[', ..] json ? JsonNode.Parse(json) : value.ToString();
        if (form.Files.Count == 0) return new(method, arguments);
        using var content = new MemoryStream();
        await form.Files[0].CopyToAsync(content, cancellationToken);
        return new(method, arguments) { FileName = form.Files[0].FileName, File = content.ToArray() };
    }

    public string? Text(string name) => Arguments[name] is JsonValue value ? value.ToString() : null;

    public long? Number(string name) => ToNumber(Arguments[name]);

    public long? ReplyTo => ToNumber(Arguments["reply_parameters"]?["message_id"]);

    public bool IsTrue(string name) => Text(name) is "true";

    private static long? ToNumber(JsonNode? node) =>
        node is JsonValue value && long.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
