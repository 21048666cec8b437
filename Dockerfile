# syntax=docker/dockerfile:1

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
ARG VERSION=unknown
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -tags timetzdata -ldflags "-s -w -X main.version=${VERSION}" \
    -o /image/usr/bin/danbiet ./cmd/danbiet
# The final image has no shell to make folders with. SQLite and uploads need /tmp.
RUN mkdir -p /image/etc/ssl/certs /image/data /image/tmp \
    && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
    && chown 65532:65532 /image/data && chmod 0700 /image/data && chmod 1777 /image/tmp

FROM scratch
COPY --from=build /image/ /
ENV PATH=/usr/bin
# A number, so that a cluster can tell that it is not root. No such user needs to exist.
USER 65532:65532
WORKDIR /data
VOLUME /data
ENV DANBIET_LISTEN=:8080 \
    DANBIET_DATABASE_URL=sqlite:/data/danbiet.db \
    DANBIET_SECRET_KEY_FILE=/data/secret.key
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=1s CMD ["danbiet", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["danbiet"]
CMD ["serve"]
