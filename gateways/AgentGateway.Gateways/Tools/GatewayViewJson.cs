using System.Text.Json.Serialization;
using AgentGateway.Domain;

namespace AgentGateway.Gateways.Tools;

/// <summary>The JSON of the gateways' views.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GatewayListView))]
[JsonSerializable(typeof(GatewayView))]
[JsonSerializable(typeof(GatewaySetupView))]
[JsonSerializable(typeof(BindingListView))]
[JsonSerializable(typeof(BindingView))]
[JsonSerializable(typeof(PeopleListView))]
[JsonSerializable(typeof(PersonView))]
[JsonSerializable(typeof(PairingView))]
internal sealed partial class GatewayViewJson : JsonSerializerContext
{
    public static GatewayViewJson Plain { get; } = new(new(StoredJson.Options())
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
