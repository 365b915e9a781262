using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A question to a person: <c>qst_…</c>.</summary>
[JsonConverter(typeof(IdConverter<QuestionId>))]
public readonly record struct QuestionId(string Value) : IPersonRequestId<QuestionId>
{
    public static string Prefix => "qst_";

    public static QuestionId Of(string value) => new(value);

    public PersonRequestId ToRequest() => this;

    public override string ToString() => Value;
}
