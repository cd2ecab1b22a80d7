using System.Text.Json;
using System.Text.Unicode;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Applications;

/// <summary>
/// Reads {"applicationId": "…", "applicantId": "…", "features": {…}, "protected": {…}} straight into the scorecard's slots: the schema
/// is the signature, so there is no class per model. Reports every fault it can see, and never throws for what was sent.
/// </summary>
internal ref struct ApplicationParser
{
    private const int MaxDepth = 8;
    private const int MaxIdLength = 128;

    private readonly Scorecard _scorecard;
    private readonly bool _needsId;
    private readonly FieldErrors _errors;
    private readonly FeatureSection _features;
    private readonly ProtectedSection _protected;
    private string? _applicationId;
    private string? _applicantId;
    private Members _seen;

    private ApplicationParser(Scorecard scorecard, Scorecard? challenger, bool needsId, FieldErrors errors)
    {
        _scorecard = scorecard;
        _needsId = needsId;
        _errors = errors;
        _features = new FeatureSection(scorecard, challenger, errors);
        _protected = new ProtectedSection(scorecard.Schema, errors);
    }

    [Flags]
    private enum Members
    {
        None = 0,
        ApplicationId = 1,
        Features = 2,
        Protected = 4,
        FeatureObject = 8,
        ApplicantId = 16,
    }

    /// <param name="body">One JSON value.</param>
    /// <param name="scorecard">The champion's.</param>
    /// <param name="challenger">The challenger's, where there is one.</param>
    /// <param name="needsId">Whether the application must have an id.</param>
    /// <param name="errors">Receives what is wrong.</param>
    /// <returns>The application, or null with what is wrong in <paramref name="errors"/>.</returns>
    public static ParsedApplication? Parse(ReadOnlySpan<byte> body, Scorecard scorecard, Scorecard? challenger, bool needsId, FieldErrors errors)
    {
        // Some clients begin UTF-8 with a byte order mark; RFC 8259 §8.1 lets a parser ignore it.
        body = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (body.IsEmpty)
        {
            errors.Add("body", "is empty; it must be a JSON object");
            return null;
        }

        if (!Utf8.IsValid(body))
        {
            errors.Add("body", "is not UTF-8");
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
            return new ApplicationParser(scorecard, challenger, needsId, errors).Read(ref reader);
        }
        catch (JsonException exception)
        {
            // The reader's own words quote the input; the place is enough and tells no secret.
            errors.Add("body", exception.Message.Contains("depth", StringComparison.OrdinalIgnoreCase)
                ? $"is nested deeper than {MaxDepth} levels (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})"
                : $"is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
            return null;
        }
    }

    private ParsedApplication? Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            _errors.Add("body", $"must be a JSON object, not {JsonText.Describe(reader.TokenType)}");
            reader.Skip();
            reader.Read(); // Anything after the value is malformed, and throws.
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader);
        }

        reader.Read();
        return Complete();
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        switch (MemberOf(ref reader))
        {
            case Members.ApplicationId when IsFirst(Members.ApplicationId, ref reader):
                _applicationId = ReadId(ref reader, "applicationId");
                break;
            case Members.ApplicantId when IsFirst(Members.ApplicantId, ref reader):
                _applicantId = reader.TokenType == JsonTokenType.Null ? null : ReadId(ref reader, "applicantId");
                break;
            case Members.Features when IsFirst(Members.Features, ref reader) && IsObject(ref reader, "features"):
                _features.Read(ref reader);
                _seen |= Members.FeatureObject;
                break;
            case Members.Protected when IsFirst(Members.Protected, ref reader)
                && reader.TokenType != JsonTokenType.Null && IsObject(ref reader, "protected"):
                _protected.Read(ref reader);
                break;
            case Members.None:
                _errors.Add(JsonText.NameForError(ref reader), "is not known; the members are applicationId, applicantId, features and protected");
                reader.Read();
                reader.Skip();
                break;
        }
    }

    private static Members MemberOf(ref Utf8JsonReader reader)
        => JsonText.NameIs(ref reader, "applicationId"u8) ? Members.ApplicationId
            : JsonText.NameIs(ref reader, "features"u8) ? Members.Features
            : JsonText.NameIs(ref reader, "applicantId"u8) ? Members.ApplicantId
            : JsonText.NameIs(ref reader, "protected"u8) ? Members.Protected
            : Members.None;

    /// <summary>Goes on to the member's value, and skips it where the member was given before.</summary>
    private bool IsFirst(Members member, ref Utf8JsonReader reader)
    {
        if ((_seen & member) == 0)
        {
            _seen |= member;
            reader.Read();
            return true;
        }

        _errors.Add(JsonText.NameForError(ref reader), "is given more than once");
        reader.Read();
        reader.Skip();
        return false;
    }

    private readonly bool IsObject(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        _errors.Add(name, $"must be an object, not {JsonText.Describe(reader.TokenType)}");
        reader.Skip();
        return false;
    }

    private readonly string? ReadId(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            _errors.Add(name, $"must be a string, not {JsonText.Describe(reader.TokenType)}");
            reader.Skip();
        }
        else if (!JsonText.TryRead(ref reader, MaxIdLength, out var id, out var error))
        {
            _errors.Add(name, error);
        }
        else if (string.IsNullOrWhiteSpace(id))
        {
            _errors.Add(name, "must not be empty");
        }
        else
        {
            return id;
        }

        return null;
    }

    private readonly ParsedApplication? Complete()
    {
        if (_needsId && !_seen.HasFlag(Members.ApplicationId))
        {
            _errors.Add("applicationId", "is required");
        }

        if (!_seen.HasFlag(Members.Features))
        {
            _errors.Add("features", $"is required: an object of the {_scorecard.Schema.Features.Count} features");
        }
        else if (_seen.HasFlag(Members.FeatureObject))
        {
            _features.RequireAll();
        }

        return _errors.Any
            ? null
            : new ParsedApplication(_applicationId ?? "", _applicantId, _features.Champion, _features.Challenger, _protected.ToJson());
    }
}
