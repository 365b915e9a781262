using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Ids;

/// <summary>A permission that was asked for: <c>apr_…</c>.</summary>
[JsonConverter(typeof(IdConverter<ApprovalId>))]
public readonly record struct ApprovalId(string Value) : IPersonRequestId<ApprovalId>
{
    public static string Prefix => "apr_";

    public static ApprovalId Of(string value) => new(value);

    public PersonRequestId ToRequest() => this;

    public override string ToString() => Value;
}
