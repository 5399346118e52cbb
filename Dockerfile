# The program in an image, for engines that run images: docker build -t zhibiao . (docs/scale.md says how it is used.)

# The word segmenter is compiled on installation: this stage has the compiler, the image does not.
FROM node:20-bookworm AS build
WORKDIR /opt/zhibiao
COPY . .
# npm ci also builds; afterwards only what runs is kept.
RUN npm ci --no-audit --no-fund \
 && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /opt/zhibiao
COPY --from=build /opt/zhibiao/package.json ./package.json
COPY --from=build /opt/zhibiao/LICENSE ./LICENSE
COPY --from=build /opt/zhibiao/bin ./bin
COPY --from=build /opt/zhibiao/rules ./rules
COPY --from=build /opt/zhibiao/dist ./dist
COPY --from=build /opt/zhibiao/node_modules ./node_modules
RUN ln -s /opt/zhibiao/bin/extract /usr/local/bin/extract
USER node
# Files that are named on the command line are looked for here: mount them.
WORKDIR /data
ENTRYPOINT ["extract"]
CMD ["--help"]
